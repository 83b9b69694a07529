using Microsoft.Extensions.Logging.Abstractions;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Sessions;

namespace TranslationService.Inference.Tests;

internal static class TestSessions
{
    public static OnnxSessions Load(ModelPackage package) =>
        OnnxSessions.Load(package, new EngineOptions { ExecutionProvider = ExecutionProvider.Cpu }, NullLogger.Instance);
}
