package dev.slipway.scheduler.flowrun;

import java.util.List;
import java.util.UUID;

/** Names for runs to which nobody gave one: an adjective and an animal, easier to say than an id. */
public final class RunNames {
    private static final List<String> ADJECTIVES = List.of(
            "able", "agile", "amber", "ancient", "apt", "arctic", "azure", "bold", "brave", "brisk", "bright", "calm",
            "candid", "careful", "cheerful", "clever", "cobalt", "cosmic", "crimson", "curious", "daring", "deft",
            "eager", "earnest", "elegant", "famous", "fearless", "fierce", "frosty", "gentle", "glad", "golden",
            "grand", "happy", "hardy", "hasty", "honest", "humble", "ivory", "jolly", "keen", "kind", "lively",
            "lucky", "mellow", "merry", "mighty", "modest", "neat", "nimble", "noble", "patient", "placid", "plucky",
            "polite", "proud", "quick", "quiet", "radiant", "rapid", "rustic", "sage", "serene", "sharp", "silver",
            "sleek", "smart", "solid", "spry", "steady", "stout", "sturdy", "sunny", "swift", "tidy", "tranquil",
            "upbeat", "valiant", "vivid", "warm", "wise", "witty", "zealous");
    private static final List<String> ANIMALS = List.of(
            "albatross", "alpaca", "badger", "bat", "bear", "beaver", "bison", "boar", "buffalo", "bullfinch", "camel",
            "caribou", "cat", "cheetah", "cobra", "condor", "cormorant", "cougar", "crane", "cricket", "crow", "curlew",
            "deer", "dingo", "dolphin", "donkey", "dove", "duck", "eagle", "egret", "elk", "falcon", "ferret", "finch",
            "fox", "gazelle", "gecko", "gibbon", "goose", "gopher", "grouse", "gull", "hare", "hawk", "hedgehog",
            "heron", "hornet", "ibex", "ibis", "iguana", "jackal", "jay", "kestrel", "kiwi", "koala", "lark", "lemur",
            "leopard", "lion", "llama", "lynx", "macaw", "magpie", "marmot", "marten", "mole", "moose", "mule",
            "narwhal", "newt", "ocelot", "orca", "oriole", "osprey", "otter", "owl", "panda", "panther", "pelican",
            "penguin", "pigeon", "plover", "pony", "puffin", "puma", "quail", "rabbit", "raven", "robin", "rook",
            "salmon", "seal", "shrew", "skunk", "sparrow", "squid", "stork", "swallow", "swan", "swift", "tapir",
            "tern", "tiger", "toucan", "trout", "turtle", "vole", "vulture", "walrus", "weasel", "whale", "wolf",
            "wombat", "wren", "yak", "zebra");

    private RunNames() {}

    /** The same name for the same run. */
    public static String of(UUID runId) {
        long mixed = runId.getLeastSignificantBits() * 0x9E3779B97F4A7C15L;
        String adjective = ADJECTIVES.get((int) Long.remainderUnsigned(mixed, ADJECTIVES.size()));
        return adjective + "-" + ANIMALS.get((int) Long.remainderUnsigned(mixed >>> 20, ANIMALS.size()));
    }
}
