package dev.slipway.scheduler.caller;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who made the request at hand. Read it before the first asynchronous step. */
@RequestScoped
public class CurrentCaller {
    private @Nullable Caller caller;

    void set(Caller authenticated) {
        this.caller = authenticated;
    }

    /** Who asks. */
    public Caller get() {
        return requireNonNull(caller, "outside of a request");
    }

    /** The tenant that the request may touch. */
    public String workspace() {
        return get().workspace();
    }
}
