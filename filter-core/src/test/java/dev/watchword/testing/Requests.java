package dev.watchword.testing;

import dev.watchword.http.RequestFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts the facts of a request together. */
public final class Requests {
  private final String method;
  private final String rawPath;
  private String path;
  private String contextPath = "";
  private String query;
  private String address = "203.0.113.7";
  private String localAddress = "";
  private String host = "";
  private String protocol = "HTTP/1.1";
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> askedFor = new ArrayList<>();

  private Requests(String method, String path) {
    this.method = method;
    this.rawPath = path;
    this.path = path;
  }

  /** A request whose path the container reads as it was sent. */
  public static Requests request(String method, String path) {
    return new Requests(method, path);
  }

  public static Requests get(String path) {
    return request("GET", path);
  }

  public static Requests post(String path) {
    return request("POST", path);
  }

  /** What the container makes of the path; null where it refuses to say. */
  public Requests readAs(String other) {
    path = other;
    return this;
  }

  public Requests context(String other) {
    contextPath = other;
    return this;
  }

  public Requests query(String other) {
    query = other;
    return this;
  }

  public Requests address(String other) {
    address = other;
    return this;
  }

  /** The host that the container tells of, and a Host field that agrees. */
  public Requests host(String name) {
    host = name;
    return header("Host", name);
  }

  /** A request that a developer makes on the server itself. */
  public Requests onThisMachine() {
    address = "127.0.0.1";
    localAddress = "127.0.0.1";
    return host("localhost:8080");
  }

  /** What the container tells of the host, whatever the Host field says. */
  public Requests toldHost(String name) {
    host = name;
    return this;
  }

  public Requests protocol(String other) {
    protocol = other;
    return this;
  }

  /** Adds a field; a name may come twice. */
  public Requests header(String name, String value) {
    headers.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    return this;
  }

  public Requests bearer(String token) {
    return header("Authorization", "Bearer " + token);
  }

  public RequestFacts facts() {
    return new RequestFacts(
        method,
        contextPath,
        path,
        rawPath,
        query,
        address,
        localAddress,
        host,
        protocol,
        this::all);
  }

  private List<String> all(String name) {
    askedFor.add(name);
    return headers.getOrDefault(name, List.of());
  }

  /** The names of the headers that were looked at so far. */
  public List<String> askedFor() {
    return List.copyOf(askedFor);
  }
}
