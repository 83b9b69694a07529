using System.Reflection;

namespace TranslationService.Deployment.Tests.Configuration;

/// <summary>The options classes of what the images run, found by their section's name.</summary>
internal static class OptionsClasses
{
    private static readonly IReadOnlyDictionary<string, Type> BySection = new[] { "TranslationService.Api", "TranslationService.Inference" }
        .SelectMany(name => Assembly.Load(name).GetTypes())
        .Where(type => SectionName(type) is not null)
        .ToDictionary(type => SectionName(type)!, StringComparer.Ordinal);

    public static IEnumerable<string> Sections => BySection.Keys;

    /// <summary>Whether a setting such as <c>Inference__ModelFolders__0</c> is one that an options class has.</summary>
    public static bool Have(string setting)
    {
        var keys = setting.Split("__");
        return BySection.TryGetValue(keys[0], out var type) && keys.Length > 1 && Have(type, keys.AsSpan(1));
    }

    /// <summary>A setting's default, which the class itself states.</summary>
    public static object Default(string setting)
    {
        var keys = setting.Split("__");
        var type = BySection[keys[0]];
        var options = Activator.CreateInstance(type, nonPublic: true);
        return type.GetProperty(keys[1])?.GetValue(options) ?? throw new KeyNotFoundException($"{setting} is no setting with a default");
    }

    private static bool Have(Type type, ReadOnlySpan<string> keys)
    {
        if (keys.IsEmpty)
        {
            return true;
        }

        if (ElementOf(type) is { } element)
        {
            return int.TryParse(keys[0], out _) && Have(element, keys[1..]);
        }

        return type.GetProperty(keys[0]) is { } property && Have(property.PropertyType, keys[1..]);
    }

    private static Type? ElementOf(Type type) =>
        type == typeof(string)
            ? null
            : type.GetInterfaces().Append(type)
                .FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IEnumerable<>))
                ?.GetGenericArguments()[0];

    private static string? SectionName(Type type) =>
        type.GetField("SectionName", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } field ? (string?)field.GetRawConstantValue() : null;
}
