package dev.slipway.e2e.wire;

import dev.slipway.e2e.wire.PostgresMessages.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Knows what a transaction did when it is committed. Its moments are the commit, with the statements and the rows before it, and
 * the arrival of rows.
 */
final class PostgresTap implements Tap {
    private static final char QUERY = 'Q';
    private static final char PARSE = 'P';
    private static final char BIND = 'B';
    private static final char DATA_ROW = 'D';
    private static final char READY = 'Z';
    private static final String COMMIT = "COMMIT";

    private final Consumer<Moment> moments;
    private final PostgresMessages requests = new PostgresMessages(false);
    private final PostgresMessages answers = new PostgresMessages(true);
    private final Map<String, String> statements = new HashMap<>();
    private final StringBuilder transaction = new StringBuilder();
    private boolean committing;

    PostgresTap(Consumer<Moment> moments) {
        this.moments = moments;
    }

    @Override
    public synchronized void said(byte[] bytes) {
        requests.take(bytes).forEach(this::request);
    }

    @Override
    public synchronized void answered(byte[] bytes) {
        answers.take(bytes).forEach(this::answer);
    }

    private void request(Message message) {
        switch (message.type()) {
            case QUERY -> query(message.text(0));
            case PARSE -> {
                String name = message.text(0);
                statements.put(name, message.text(name.length() + 1));
            }
            case BIND -> {
                String portal = message.text(0);
                note(statements.getOrDefault(message.text(portal.length() + 1), "unknown statement"));
            }
            default -> {}
        }
    }

    private void query(String sql) {
        if (sql.equals("BEGIN")) {
            transaction.setLength(0);
        } else if (sql.equals(COMMIT)) {
            moments.accept(new Moment(false, COMMIT + " of " + transaction));
            committing = true;
        } else {
            note(sql);
        }
    }

    private void answer(Message message) {
        if (message.type() == DATA_ROW) {
            String row = "row " + message.body();
            moments.accept(new Moment(true, row));
            note(row);
        } else if (message.type() == READY && committing) {
            committing = false;
            moments.accept(new Moment(true, COMMIT + " of " + transaction));
            transaction.setLength(0);
        }
    }

    private void note(String what) {
        transaction.append(what).append("; ");
    }
}
