package dev.slipway.gateway.standin;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps Kafka's acknowledgements back while a test wants it; the records themselves go to the real broker. */
@ApplicationScoped
public class AckGate {
    private final List<Runnable> held = new ArrayList<>();
    private boolean closed;
    private boolean failing;

    /** From now on acknowledgements wait. */
    public synchronized void close() {
        closed = true;
    }

    /** Those that wait go through, and all others from now on. */
    public void open() {
        List<Runnable> waiting;
        synchronized (this) {
            closed = false;
            failing = false;
            waiting = List.copyOf(held);
            held.clear();
        }
        waiting.forEach(Runnable::run);
    }

    /** From now on the broker seems to take nothing. */
    public synchronized void fail() {
        failing = true;
    }

    /** How many acknowledgements wait. */
    public synchronized int waiting() {
        return held.size();
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    @SuppressWarnings("unchecked")
    Producer<String, byte[]> producer(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "max.request.size", 4 * 1024 * 1024);
        var real = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        return (Producer<String, byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (self, method, arguments) -> {
                    if (arguments != null && arguments.length == 2 && arguments[1] instanceof Callback callback) {
                        arguments[1] = (Callback)
                                (metadata, failure) -> pass(() -> callback.onCompletion(metadata, failure), callback);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void pass(Runnable acknowledgement, Callback callback) {
        boolean fails;
        synchronized (this) {
            if (closed) {
                held.add(acknowledgement);
                return;
            }
            fails = failing;
        }
        if (fails) {
            callback.onCompletion(null, new TimeoutException("the broker is away"));
        } else {
            acknowledgement.run();
        }
    }
}
