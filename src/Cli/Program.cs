using TranslationService.Cli;

return await CommandLine.RunAsync(args, StandardStreams.OfProcess());
