namespace TranslationService.Engine.Benchmarks.Online;

/// <summary>A way to share decoder batches among requests that come one by one.</summary>
internal interface IBatchingPolicy : IAsyncDisposable
{
    /// <summary>What tables call it.</summary>
    string Name { get; }

    /// <summary>Translates a sentence; gives the text.</summary>
    Task<string> TranslateAsync(string sentence);
}
