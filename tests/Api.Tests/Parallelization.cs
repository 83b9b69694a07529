// Meters are the process's: a host that goes takes the metrics of that name from every other host, so hosts follow each other.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
