namespace PyTorchCS;

/// <summary>How a tensor's elements lie in memory.</summary>
/// <seealso href="https://docs.pytorch.org/docs/2.10/tensor_attributes.html#torch.layout"/>
public enum Layout : sbyte
{
    /// <summary>Dense, with strides.</summary>
    Strided = 0,

    /// <summary>Sparse, in coordinate format.</summary>
    SparseCoo = 1,

    /// <summary>Sparse, in compressed row format.</summary>
    SparseCsr = 2,

    /// <summary>oneDNN's own blocks.</summary>
    Mkldnn = 3,

    /// <summary>Sparse, in compressed column format.</summary>
    SparseCsc = 4,

    /// <summary>Sparse, in compressed rows of blocks.</summary>
    SparseBsr = 5,

    /// <summary>Sparse, in compressed columns of blocks.</summary>
    SparseBsc = 6,

    /// <summary>Ragged.</summary>
    Jagged = 7,
}
