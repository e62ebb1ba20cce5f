package dev.slipway.scheduler.automation.outgoing;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** Tells addresses of this machine, its network and other special ones from those of the internet. */
final class PrivateAddresses {
    private static final int IPV6_BYTES = 16;

    private static final List<Block> SPECIAL = List.of(
            Block.of("0.0.0.0", 8),
            Block.of("10.0.0.0", 8),
            Block.of("100.64.0.0", 10),
            Block.of("127.0.0.0", 8),
            Block.of("169.254.0.0", 16),
            Block.of("172.16.0.0", 12),
            Block.of("192.0.0.0", 24),
            Block.of("192.0.2.0", 24),
            Block.of("192.168.0.0", 16),
            Block.of("198.18.0.0", 15),
            Block.of("198.51.100.0", 24),
            Block.of("203.0.113.0", 24),
            Block.of("224.0.0.0", 3),
            Block.of("::", 127),
            Block.of("100::", 64),
            Block.of("2001::", 23),
            Block.of("2001:db8::", 32),
            Block.of("fc00::", 7),
            Block.of("fe80::", 10),
            Block.of("fec0::", 10),
            Block.of("ff00::", 8));

    /** Addresses with one of the older kind in them, and where it begins. */
    private static final List<Embedding> EMBEDDINGS = List.of(
            new Embedding(Block.of("::", 96), 12),
            new Embedding(Block.of("64:ff9b::", 96), 12),
            new Embedding(Block.of("64:ff9b:1::", 48), 12),
            new Embedding(Block.of("2002::", 16), 2));

    private PrivateAddresses() {}

    private record Block(InetAddress first, int bits) {
        static Block of(String address, int bits) {
            return new Block(InetAddress.ofLiteral(address), bits);
        }

        boolean contains(byte[] address) {
            byte[] prefix = first.getAddress();
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            int rest = Byte.SIZE - bits % Byte.SIZE;
            return Arrays.equals(address, 0, whole, prefix, 0, whole)
                    && (rest == Byte.SIZE || (address[whole] & 0xFF) >> rest == (prefix[whole] & 0xFF) >> rest);
        }
    }

    private record Embedding(Block block, int at) {}

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return SPECIAL.stream().anyMatch(block -> block.contains(bytes))
                || (!(address instanceof Inet4Address) && isEmbedded(bytes));
    }

    private static boolean isEmbedded(byte[] bytes) {
        return bytes.length == IPV6_BYTES
                && EMBEDDINGS.stream()
                        .filter(embedding -> embedding.block.contains(bytes))
                        .map(embedding -> Arrays.copyOfRange(bytes, embedding.at, embedding.at + 4))
                        .anyMatch(inner -> SPECIAL.stream().anyMatch(block -> block.contains(inner)));
    }
}
