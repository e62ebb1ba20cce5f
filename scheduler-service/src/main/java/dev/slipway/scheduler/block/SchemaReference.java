package dev.slipway.scheduler.block;

import java.util.UUID;

/** The field {@code name} of {@code parent} holds a block of the schema {@code child}. */
record SchemaReference(UUID parent, String name, UUID child) {}
