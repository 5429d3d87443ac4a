package dev.watchword.auto.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Lists nothing. */
@ApplicationPath("api")
public class ScannedApp extends Application {}
