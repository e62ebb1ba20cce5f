package dev.slipway.local.serverbench;

import java.util.Locale;

/** What Slipway should reach. */
sealed interface Goal {
    /** So many times Prefect's number in a second. */
    static Goal timesAsFast(double times) {
        return new TimesAsFast(times);
    }

    /** So many milliseconds, whatever Prefect's are. */
    static Goal within(double millis) {
        return new Within(millis);
    }

    /** How many times better Slipway's value is. */
    double ratio(double prefect, double slipway);

    /** Whether both values reach it. */
    boolean isMet(double prefect, double slipway);

    /** For the table. */
    String text();

    /** As {@code 1 234/s} or {@code 56 ms}. */
    String format(double value);

    /** More in a second is better. */
    record TimesAsFast(double times) implements Goal {
        @Override
        public double ratio(double prefect, double slipway) {
            return slipway / prefect;
        }

        @Override
        public boolean isMet(double prefect, double slipway) {
            return ratio(prefect, slipway) >= times;
        }

        @Override
        public String text() {
            return "%.0f x".formatted(times);
        }

        @Override
        public String format(double value) {
            return String.format(Locale.ROOT, value < 100 ? "%.1f/s" : "%.0f/s", value);
        }
    }

    /** Less time is better. */
    record Within(double millis) implements Goal {
        @Override
        public double ratio(double prefect, double slipway) {
            return prefect / slipway;
        }

        @Override
        public boolean isMet(double prefect, double slipway) {
            return slipway <= millis;
        }

        @Override
        public String text() {
            return "%.0f ms".formatted(millis);
        }

        @Override
        public String format(double value) {
            return "%.0f ms".formatted(value);
        }
    }
}
