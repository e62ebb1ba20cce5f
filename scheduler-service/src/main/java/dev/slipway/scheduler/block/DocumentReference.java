package dev.slipway.scheduler.block;

import java.util.UUID;

/** The key {@code name} in the data of {@code parent} is the document {@code child}. */
record DocumentReference(UUID parent, String name, UUID child) {}
