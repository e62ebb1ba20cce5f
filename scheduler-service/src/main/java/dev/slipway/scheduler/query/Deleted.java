package dev.slipway.scheduler.query;

import java.util.List;
import java.util.UUID;

/** What a call that deletes many has deleted. */
public record Deleted(List<UUID> deleted) {}
