package dev.slipway.dispatcher.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An object inside a Job, with its path. A null is no value, as for Kubernetes; a wrong type is refused, never skipped. */
record Place(String path, Map<?, ?> fields, Findings findings) {

    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    @Nullable
    Object value(String key) {
        return fields.get(key);
    }

    boolean has(String key) {
        return value(key) != null;
    }

    /** The text of a field; a value of another type in Java's form, which is on no list. */
    Optional<String> text(String key) {
        return Optional.ofNullable(value(key)).map(String::valueOf);
    }

    void object(String key, Consumer<Place> review) {
        Object value = value(key);
        if (value instanceof Map<?, ?> map) {
            review.accept(new Place(at(key), map, findings));
        } else if (value != null) {
            findings.refuse(at(key), "must be an object.");
        }
    }

    void eachObject(String key, Consumer<Place> review) {
        List<?> list = list(key);
        for (int i = 0; i < list.size(); i++) {
            String place = at(key) + "[" + i + "]";
            if (list.get(i) instanceof Map<?, ?> map) {
                review.accept(new Place(place, map, findings));
            } else {
                findings.refuse(place, "must be an object.");
            }
        }
    }

    List<?> list(String key) {
        Object value = value(key);
        if (value != null && !(value instanceof List)) {
            findings.refuse(at(key), "must be a list.");
        }
        return value instanceof List<?> list ? list : List.of();
    }

    /** Refuses anything but false and nothing. */
    void mustBeOff(String key, boolean allowed, String policyKey) {
        if (has(key) && !allowed && !Boolean.FALSE.equals(value(key))) {
            findings.switchedOff(at(key), policyKey);
        }
    }

    /** Refuses a field altogether. */
    void mustBeAbsent(String key, boolean allowed, String policyKey) {
        if (has(key) && !allowed) {
            findings.switchedOff(at(key), policyKey);
        }
    }

    void mustBeOneOf(String key, Set<String> known, boolean allowed, String policyKey) {
        text(key)
                .filter(value -> !allowed && !known.contains(value))
                .ifPresent(value -> findings.notAllowed(at(key), value, policyKey));
    }

    void mustBe(String key, Object wanted) {
        Object value = value(key);
        boolean same = wanted instanceof Number number
                ? value instanceof Number other && number.doubleValue() == other.doubleValue()
                : wanted.equals(value);
        if (value != null && !same) {
            findings.refuse(at(key), "must be " + wanted + " for a run, or be left out; it is " + value + ".");
        }
    }

    /** Refuses every other field, whatever the policy says. */
    void onlyFields(Set<String> known) {
        fields.forEach((key, value) -> {
            if (value != null && !known.contains(String.valueOf(key))) {
                findings.refuse(at(String.valueOf(key)), "can't be set for a run. Remove it.");
            }
        });
    }

    /** What this version of the dispatcher does not know may be anything in a later version of Kubernetes. */
    void onlyFields(Set<String> known, Set<String> others) {
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            String key = String.valueOf(field.getKey());
            String plain = at(key).replaceAll("\\[\\d+]", "");
            if (field.getValue() != null && !known.contains(key) && !others.contains("*") && !others.contains(plain)) {
                findings.refuse(
                        at(key),
                        "is not known to the policy. Remove it, or ask your operator for"
                                + " slipway.dispatcher.kubernetes.policy.other-fields=" + plain + ".");
            }
        }
    }
}
