using System.Runtime.CompilerServices;
using TranslationService.Inference;
using TranslationService.TinyModels;

namespace TranslationService.Export.Tests.Verification;

/// <summary>
/// ONNX Runtime has one log a process, whose receiver is settled when its first session is made, and whose messages go to the logger attached
/// last. So the engine makes the first session here, and tests that read the log run one after another.
/// </summary>
[CollectionDefinition(Name)]
public sealed class EngineLog
{
    public const string Name = "Engine log";

    [ModuleInitializer]
    internal static void MakeTheFirstSession()
    {
        using var tiny = TinyPackage.Create();
        SentenceDecoder.Load(tiny.Package).Dispose();
    }
}
