package dev.slipway.local.serverbench;

/**
 * One figure.
 *
 * @param value in a second, or in milliseconds
 * @param about the machine's load, the generator's share, processor time by part
 */
record Measured(double value, String about) {}
