package dev.slipway.scheduler.partition;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which daily partitions of a table there should be.
 *
 * @param keep days before today that are kept
 * @param ahead days after today that are made
 */
record Days(String table, int keep, int ahead) {
    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.BASIC_ISO_DATE;

    String partition(LocalDate day) {
        return table + "_" + SUFFIX.format(day);
    }

    Optional<LocalDate> day(String partition) {
        try {
            return partition.startsWith(table + "_")
                    ? Optional.of(LocalDate.parse(partition.substring(table.length() + 1), SUFFIX))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty(); // the default partition
        }
    }

    /** The days from yesterday on that have no partition yet; older ones come too late to be worth one. */
    List<LocalDate> missing(LocalDate today, Collection<String> existing) {
        return Stream.iterate(today.minusDays(1), day -> day.plusDays(1))
                .limit(ahead + 2L)
                .filter(day -> !existing.contains(partition(day)))
                .toList();
    }

    /** The partitions of days that are not kept. */
    List<String> outdated(LocalDate today, Collection<String> existing) {
        return existing.stream()
                .filter(partition -> day(partition)
                        .filter(day -> day.isBefore(firstKept(today)))
                        .isPresent())
                .toList();
    }

    LocalDate firstKept(LocalDate today) {
        return today.minusDays(keep);
    }
}
