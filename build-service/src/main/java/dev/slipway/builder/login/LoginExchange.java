package dev.slipway.builder.login;

import dev.slipway.builder.registry.Login;

/** Exchanges a key for a login that lasts some hours. Blocks. */
public interface LoginExchange {
    /**
     * A new login, at each call.
     *
     * @throws LoginUnusable if the key is refused, which asking again would not change
     * @throws ExchangeUnavailable if there is no clear answer
     */
    ExchangedLogin exchange(Login.Exchanged key);
}
