namespace PyTorchCS.Tests;

/// <summary>Decides when and how the tensors of a program go; it must not change any number.</summary>
internal interface ILifetimes
{
    /// <summary>The program needs a tensor no longer.</summary>
    void End(Tensor tensor);

    /// <summary>Between two steps of a program: a tensor that it needs may be copied, and the copy used elsewhere.</summary>
    void Lend(Tensor tensor);

    /// <summary>Runs a part of a program, perhaps in scopes, out of which its result is handed, and what <paramref name="keep"/> keeps.</summary>
    Tensor InScopes(Func<Tensor> compute, Action<TensorScope> keep);

    /// <summary>Runs, in scopes, what is going to throw.</summary>
    void InDoomedScopes(Action work);

    /// <summary>Uses an operand that another thread may dispose meanwhile; then it is made anew.</summary>
    Tensor Race(Func<Tensor> make, Func<Tensor, Tensor> use);
}
