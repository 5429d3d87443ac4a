package dev.watchword;

import dev.watchword.issue.TokenIssuer;
import dev.watchword.token.TokenSigner;

/**
 * What makes tokens of one issuer.
 *
 * @param signer signs claims as they stand, with the newest key that is live at that moment
 * @param tokens issues tokens to users, with what the settings under {@code issue} say
 */
public record Signing(TokenSigner signer, TokenIssuer tokens) {}
