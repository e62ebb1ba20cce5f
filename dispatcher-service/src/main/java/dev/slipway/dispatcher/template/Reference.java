package dev.slipway.dispatcher.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a job configuration names and the API has: a block document or a Prefect variable. */
public sealed interface Reference {

    /** <code>{{ prefect.blocks.type.name }}</code>, or a path below it. */
    record NamedBlock(String type, String name) implements Reference {
        @Override
        public String toString() {
            return "the block " + type + "/" + name;
        }
    }

    /** <code>{"$ref": {"block_document_id": …}}</code>. */
    record BlockOfId(String id) implements Reference {
        @Override
        public String toString() {
            return "the block " + id;
        }
    }

    /** <code>{{ prefect.variables.name }}</code>. */
    record Variable(String name) implements Reference {
        @Override
        public String toString() {
            return "the variable " + name;
        }
    }

    /** Whether the API keeps it for what it holds of secrets. */
    default boolean isBlock() {
        return !(this instanceof Variable);
    }

    /**
     * A placeholder that refers to something.
     *
     * @param path below a block's data; empty for all of it
     */
    record Placeholder(String text, Reference to, String path) {
        private static final Pattern PATTERN =
                Pattern.compile("\\{\\{\\s*prefect\\.(blocks|variables)\\.([\\w.\\-\\[\\]$]+)\\s*}}");
        private static final Pattern BLOCK = Pattern.compile("([^.]+)\\.([^.]+)(?:\\.(.+))?");

        static Matcher in(String text) {
            return PATTERN.matcher(text);
        }

        static Placeholder of(Matcher found) {
            String name = found.group(2);
            if (found.group(1).equals("variables")) {
                return new Placeholder(found.group(), new Variable(name), "");
            }
            Matcher parts = BLOCK.matcher(name);
            if (!parts.matches()) {
                throw new InvalidConfiguration(found.group() + " names no block. Write it as"
                        + " {{ prefect.blocks.<type of the block>.<its name> }}.");
            }
            String path = parts.group(3);
            return new Placeholder(
                    found.group(), new NamedBlock(parts.group(1), parts.group(2)), path == null ? "" : path);
        }
    }
}
