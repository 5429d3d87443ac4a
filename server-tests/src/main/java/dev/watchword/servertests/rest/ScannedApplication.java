package dev.watchword.servertests.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Lists nothing: the server looks for the classes, and finds {@link SecurityFeature}. */
@ApplicationPath("scanned")
public class ScannedApplication extends Application {}
