package dev.slipway.dispatcher.template;

import java.util.ArrayList;
import java.util.List;

/** Splits a command into words by the rules of a POSIX shell (quotes, backslash), without expanding anything. */
final class ShellWords {
    private static final char NONE = 0;

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private char quote = NONE;

    private ShellWords() {}

    static List<String> split(String command) {
        var splitter = new ShellWords();
        for (int i = 0; i < command.length(); i++) {
            char next = command.charAt(i);
            if (next == '\\' && splitter.quote != '\'') {
                i++;
                splitter.escaped(command, i);
            } else {
                splitter.take(next);
            }
        }
        return splitter.finish(command);
    }

    private void take(char next) {
        if (quote != NONE) {
            insideQuotes(next);
        } else if (next == '"' || next == '\'') {
            quote = next;
            inWord = true;
        } else if (Character.isWhitespace(next)) {
            endWord();
        } else {
            append(next);
        }
    }

    private void insideQuotes(char next) {
        if (next == quote) {
            quote = NONE;
        } else {
            append(next);
        }
    }

    private void escaped(String command, int at) {
        if (at >= command.length()) {
            throw new InvalidConfiguration("command ends with a backslash: " + command);
        }
        char next = command.charAt(at);
        if (quote == '"' && next != '"' && next != '\\') {
            append('\\');
        }
        append(next);
    }

    private void append(char next) {
        word.append(next);
        inWord = true;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private List<String> finish(String command) {
        if (quote != NONE) {
            throw new InvalidConfiguration("command has an open quote: " + command);
        }
        endWord();
        return List.copyOf(words);
    }
}
