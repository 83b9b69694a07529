using System.Diagnostics;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Sessions.Ragged;

namespace TranslationService.Inference.Sessions;

/// <summary>The decoder that a package's graphs ask for.</summary>
internal static class BatchDecoders
{
    /// <param name="sessions">The package's graphs.</param>
    /// <param name="maxRows">The most decoder rows that its batch holds at one time.</param>
    public static IBatchDecoder Create(OnnxSessions sessions, int maxRows) => sessions.Manifest.Layout switch
    {
        GraphLayout.Ragged => new RaggedDecoder(sessions, maxRows),
        GraphLayout.Padded => new PaddedDecoder(sessions),
        _ => throw new UnreachableException($"layout {sessions.Manifest.Layout}"),
    };
}
