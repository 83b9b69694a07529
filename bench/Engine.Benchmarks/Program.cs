using TranslationService.Engine.Benchmarks.Commands;

return await BenchmarkCommands.RunAsync(args);
