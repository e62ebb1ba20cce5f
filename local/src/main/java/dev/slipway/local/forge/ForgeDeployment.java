package dev.slipway.local.forge;

/** What the forge was told to be deployed. */
public record ForgeDeployment(String environment, String sha, String ref, String status) {}
