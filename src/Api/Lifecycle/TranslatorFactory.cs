using TranslationService.Inference;

namespace TranslationService.Api.Lifecycle;

/// <summary>Loads and warms up every model and gives the translator over them; the tests put a gate around it.</summary>
internal delegate Task<ITranslator> TranslatorFactory(CancellationToken cancellationToken);
