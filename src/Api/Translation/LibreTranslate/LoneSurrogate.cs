using System.Globalization;

namespace TranslationService.Api.Translation.LibreTranslate;

/// <summary>Finds what no sound Unicode text has and JSON can still write: half of a surrogate pair, as an escape.</summary>
internal static class LoneSurrogate
{
    private const int EscapeLength = 6; // \uXXXX

    /// <summary>Where the first one stands, counted in UTF-16 units of the text from 1; 0 where there is none.</summary>
    /// <param name="json">A sound JSON string as it was written, with its quotes.</param>
    public static int PositionIn(ReadOnlySpan<char> json)
    {
        var (position, openHigh) = (0, 0);
        for (var at = 1; at < json.Length - 1;)
        {
            var unit = Unit(json[at..], out var length);
            at += length;
            position++;
            if (openHigh > 0 && char.IsLowSurrogate(unit))
            {
                openHigh = 0;
            }
            else if (openHigh > 0)
            {
                return openHigh;
            }
            else if (char.IsLowSurrogate(unit))
            {
                return position;
            }
            else if (char.IsHighSurrogate(unit))
            {
                openHigh = position;
            }
        }

        return openHigh;
    }

    private static char Unit(ReadOnlySpan<char> json, out int length)
    {
        if (json[0] != '\\')
        {
            length = 1;
            return json[0];
        }

        if (json[1] != 'u')
        {
            length = 2;
            return json[1]; // which one of the short escapes is all the same here
        }

        length = EscapeLength;
        return (char)ushort.Parse(json[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
