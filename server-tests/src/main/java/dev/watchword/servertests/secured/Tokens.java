package dev.watchword.servertests.secured;

import dev.watchword.cdi.TokenAuthentication;
import jakarta.enterprise.context.ApplicationScoped;

/** As docs/cdi.md has it. */
@ApplicationScoped
public class Tokens extends TokenAuthentication {}
