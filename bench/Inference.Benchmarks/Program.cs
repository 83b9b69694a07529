using BenchmarkDotNet.Running;
using TranslationService.Inference.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(TranslateBenchmark).Assembly).Run(args);
