// TorchSharp does not keep a scalar operand alive until the native call that takes its handle has returned. A collection that another thread starts meanwhile
// frees it: "Expected false to be true" in Scalar.h. So nothing else allocates while a tensor operation runs (and the collector is not concurrent).
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
