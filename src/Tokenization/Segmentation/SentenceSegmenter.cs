using System.Globalization;

namespace TranslationService.Tokenization.Segmentation;

/// <summary>
/// Cuts a text into sentences: at line breaks, and after . ! ? … (and closing quotes) where white space and then a capital letter, a digit, an opening
/// quote or a letter of a script without case follow. A full stop of an abbreviation, an initial or an ordinal number ends nothing: where it is unclear, two
/// sentences stay together, since a cut in the middle of one costs more.
/// </summary>
public static class SentenceSegmenter
{
    private const string Terminators = ".!?…";
    private const string ClosingMarks = "\"'”’“‘»«›‹)]";
    private const string OpeningMarks = "\"'„“‚‘”’«»‹›([¿¡";

    // Dates and ordinals; a longer number before a full stop (a year) ends its sentence.
    private const int MaxOrdinalDigits = 2;

    /// <summary>Cuts a text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="language">The text's language, ISO 639-1; it decides about abbreviations and ordinals.</param>
    public static SegmentedText Split(string text, string language)
    {
        var collector = new SegmentCollector();
        var start = 0;
        var content = 0; // where the sentence's white space ends, as far as was looked
        var i = 0;
        while (i < text.Length)
        {
            var end = 0;
            if (IsLineBreak(text[i]))
            {
                end = ++i;
            }
            else if (Terminators.Contains(text[i]))
            {
                var afterTerminators = SkipWhile(text, i, Terminators);
                while (content < i && char.IsWhiteSpace(text[content]))
                {
                    content++;
                }

                end = EndOfSentence(text, content, i, afterTerminators, language);
                i = Math.Max(end, afterTerminators);
            }
            else
            {
                i++;
            }

            if (end > 0)
            {
                collector.Add(text.AsSpan(start, end - start));
                start = content = end;
            }
        }

        collector.Add(text.AsSpan(start));
        return collector.ToText();
    }

    private static bool IsLineBreak(char c) => c is '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029';

    /// <summary>Where the sentence from <paramref name="start"/> ends that has terminators from <paramref name="at"/>: after its closing marks; 0 where none ends.</summary>
    private static int EndOfSentence(string text, int start, int at, int afterTerminators, string language)
    {
        var end = SkipWhile(text, afterTerminators, ClosingMarks);
        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        if (next == end || next == text.Length || !CanStartSentence(text, next))
        {
            return 0;
        }

        var isSingleStop = text[at] == '.' && afterTerminators == at + 1;
        return isSingleStop && IsPartOfWord(text.AsSpan(start, at - start), language) ? 0 : end;
    }

    private static int SkipWhile(string text, int from, string characters)
    {
        while (from < text.Length && characters.Contains(text[from]))
        {
            from++;
        }

        return from;
    }

    private static bool CanStartSentence(string text, int at) =>
        OpeningMarks.Contains(text[at])
        || CharUnicodeInfo.GetUnicodeCategory(text, at) is UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherLetter;

    /// <summary>Whether a full stop after <paramref name="before"/> belongs to the last word rather than to the sentence.</summary>
    /// <param name="before">The sentence so far, without white space at its start.</param>
    private static bool IsPartOfWord(ReadOnlySpan<char> before, string language)
    {
        var first = before.Length;
        while (first > 0 && !char.IsWhiteSpace(before[first - 1]) && !OpeningMarks.Contains(before[first - 1]))
        {
            first--;
        }

        var word = before[first..];
        if (!word.IsEmpty && word.IndexOfAnyExceptInRange('0', '9') < 0)
        {
            // "1. First" begins a list; "3. Mai" is a German date.
            return first == 0 || (language == "de" && word.Length <= MaxOrdinalDigits);
        }

        return IsInitials(word) || Abbreviations.Of(language).GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    }

    /// <summary>Single letters, each but the last with a full stop: J, z, e.g, U.S; but not the time of day, which often ends a sentence.</summary>
    private static bool IsInitials(ReadOnlySpan<char> word)
    {
        if (word is "a.m" or "p.m" || word.Length % 2 == 0)
        {
            return false;
        }

        for (var i = 0; i < word.Length; i++)
        {
            if (i % 2 == 0 ? !char.IsLetter(word[i]) : word[i] != '.')
            {
                return false;
            }
        }

        return true;
    }
}
