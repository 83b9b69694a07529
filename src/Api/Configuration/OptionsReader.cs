using System.Reflection;
using Microsoft.Extensions.Options;

namespace TranslationService.Api.Configuration;

/// <summary>
/// Reads options strictly, before anything else is built: unknown keys, values that do not parse and values out of bounds are collected,
/// so that the person who configures sees all of them at once.
/// </summary>
internal sealed class OptionsReader(IConfiguration configuration)
{
    private readonly List<string> _problems = [];

    /// <summary>Reads one section; where it is wrong, the answer is only good for finding more problems.</summary>
    public T Read<T>(string sectionName, IValidateOptions<T> validator)
        where T : class, new()
    {
        var sound = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in configuration.GetSection(sectionName).GetChildren())
        {
            if (IsSound<T>(setting))
            {
                CopyTo(sound, setting);
            }
        }

        var options = new ConfigurationBuilder().AddInMemoryCollection(sound).Build().Get<T>() ?? new T();
        if (validator.Validate(Options.DefaultName, options) is { Failed: true } result)
        {
            _problems.AddRange((result.Failures ?? []).Select(failure => $"{sectionName}: {failure}"));
        }

        return options;
    }

    /// <summary>Adds a problem that the options' own bounds cannot see.</summary>
    public void Report(string problem) => _problems.Add(problem);

    /// <summary>Ends the reading.</summary>
    /// <exception cref="StartupException">Something is wrong.</exception>
    public void ThrowIfWrong()
    {
        if (_problems.Count > 0)
        {
            throw new StartupException(_problems);
        }
    }

    private bool IsSound<T>(IConfigurationSection setting)
    {
        var properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance);
        var property = properties.FirstOrDefault(candidate => candidate.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase));
        if (property is null)
        {
            _problems.Add($"{setting.Path} is not a setting; there are {string.Join(", ", properties.Select(candidate => candidate.Name).Order())}");
            return false;
        }

        try
        {
            _ = setting.Get(property.PropertyType);
            return true;
        }
        catch (InvalidOperationException)
        {
            _problems.Add($"{setting.Path}: '{setting.Value}' is not {DescribeType(property.PropertyType)}");
            return false;
        }
    }

    private static void CopyTo(Dictionary<string, string?> target, IConfigurationSection setting)
    {
        var parentLength = setting.Path.Length - setting.Key.Length;
        foreach (var (path, value) in setting.AsEnumerable())
        {
            if (value is not null)
            {
                target[path[parentLength..]] = value;
            }
        }
    }

    private static string DescribeType(Type type) =>
        type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
        : type == typeof(TimeSpan) ? "a duration such as 00:00:05"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : $"a {type.Name}";
}
