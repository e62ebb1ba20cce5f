package dev.slipway.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The only spelling of a path that the gateway accepts.
 *
 * <p>Whoever can spell one resource in two ways can pass a check with one and reach the resource with the other, so anything
 * that a server behind us might read differently is refused before it is compared with anything.
 */
public final class CanonicalPath {
    private static final String UNENCODED_MARKS = "-._~!$&'()*+,=:@/";
    private static final String UNRESERVED_MARKS = "-._~";

    private CanonicalPath() {}

    /** The path of a request target without its query; null if it is not canonical. */
    public static @Nullable String of(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return path.startsWith("/") && !path.contains("//") && !hasDotSegment(path) && isWellEncoded(path)
                ? path
                : null;
    }

    /** The query with its question mark; empty if there is none. */
    public static String queryOf(String target) {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query);
    }

    private static boolean hasDotSegment(String path) {
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWellEncoded(String path) {
        var decoded = ByteBuffer.allocate(path.length());
        for (int at = 0; at < path.length(); at++) {
            char c = path.charAt(at);
            if (c == '%') {
                int octet = octet(path, at);
                if (octet < 0 || !mayBeEncoded(octet)) {
                    return false;
                }
                decoded.put((byte) octet);
                at += 2;
            } else if (isAlphanumeric(c) || UNENCODED_MARKS.indexOf(c) >= 0) {
                decoded.put((byte) c);
            } else {
                return false;
            }
        }
        return isUtf8(decoded.flip());
    }

    private static int octet(String path, int at) {
        if (at + 2 >= path.length() || !isHex(path.charAt(at + 1)) || !isHex(path.charAt(at + 2))) {
            return -1;
        }
        return HexFormat.fromHexDigits(path, at + 1, at + 3);
    }

    private static boolean isHex(char c) {
        return c < 128 && HexFormat.isHexDigit(c);
    }

    /** Encoding what needs none, or what separates segments and parameters, only serves to confuse. */
    private static boolean mayBeEncoded(int octet) {
        boolean unreserved = octet < 128 && (isAlphanumeric((char) octet) || UNRESERVED_MARKS.indexOf(octet) >= 0);
        boolean control = octet < 0x20 || octet == 0x7F;
        return !unreserved && !control && "/\\;%?#".indexOf(octet) < 0;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isUtf8(ByteBuffer octets) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(octets);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
