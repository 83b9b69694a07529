namespace TranslationService.Cli;

/// <summary>The command cannot be carried out. The message is one line: what is wrong and what would be right.</summary>
internal sealed class CommandException(string message, Exception? innerException = null) : Exception(message, innerException);
