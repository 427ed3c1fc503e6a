// LibTorch's random generator and the count of live tensors belong to the process: tests run one after another.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
