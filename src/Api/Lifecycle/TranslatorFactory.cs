using TranslationService.Artifacts.Packages;
using TranslationService.Inference;

namespace TranslationService.Api.Lifecycle;

/// <summary>Makes a warm translator over a package; the tests put a gate around what it makes.</summary>
internal delegate Task<ITranslator> TranslatorFactory(ModelPackage package, CancellationToken cancellationToken);
