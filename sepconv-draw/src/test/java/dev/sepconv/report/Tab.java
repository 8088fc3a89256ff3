package dev.sepconv.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A page in a browser, and what went wrong in it.
final class Tab implements AutoCloseable {
  private final Browser browser;
  private final String target;
  private final String session;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  Tab(Browser browser, Path file, int width, int height) {
    this.browser = browser;
    target =
        browser
            .send("Target.createTarget", null, object().put("url", "about:blank"))
            .path("targetId")
            .asText();
    session =
        browser
            .send(
                "Target.attachToTarget",
                null,
                object().put("targetId", target).put("flatten", true))
            .path("sessionId")
            .asText();
    CompletableFuture<Boolean> loaded = new CompletableFuture<>();
    browser.listen(m -> {
      if (m.path("sessionId").asText().equals(session)) {
        heard(m.path("method").asText(), m.path("params"), loaded);
      }
    });
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", object());
    }
    size(width, height);
    send("Page.navigate", object().put("url", file.toUri().toString()));
    loaded.orTimeout(60, TimeUnit.SECONDS).join();
    prefer("light");
  }

  private void heard(String method, JsonNode event, CompletableFuture<Boolean> loaded) {
    switch (method) {
      case "Page.loadEventFired" -> loaded.complete(true);
      case "Runtime.exceptionThrown" ->
          complaints.add(event.at("/exceptionDetails/exception/description").asText());
      case "Log.entryAdded" -> complaints.add(event.at("/entry/text").asText());
      case "Runtime.consoleAPICalled" -> complaints.add("console: " + event.path("args"));
      case "Network.requestWillBeSent" -> requests.add(event.at("/request/url").asText());
      default -> {
        // Of no interest.
      }
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private JsonNode send(String method, ObjectNode parameters) {
    return browser.send(method, session, parameters);
  }

  /// Errors, warnings and violations of the page's policy.
  List<String> complaints() {
    return complaints;
  }

  /// The addresses of all that was loaded, the page first.
  List<String> requests() {
    return requests;
  }

  void size(int width, int height) {
    send(
        "Emulation.setDeviceMetricsOverride",
        object()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", width < 600));
  }

  /// @param scheme `light` or `dark`
  void prefer(String scheme) {
    ObjectNode parameters = object();
    ArrayNode features = parameters.putArray("features");
    features.addObject().put("name", "prefers-color-scheme").put("value", scheme);
    // What glides is not yet where it will be.
    features.addObject().put("name", "prefers-reduced-motion").put("value", "reduce");
    send("Emulation.setEmulatedMedia", parameters);
    settle();
  }

  /// Waits until what was changed is on the screen.
  void settle() {
    evaluate("new Promise(r => requestAnimationFrame(() => setTimeout(r, 50)))");
  }

  /// @param expression in the page; a promise is waited for
  /// @return its value
  JsonNode evaluate(String expression) {
    JsonNode result =
        send(
            "Runtime.evaluate",
            object()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(
          expression + ": " + result.at("/exceptionDetails/exception/description").asText());
    }
    return result.at("/result/value");
  }

  String text(String selector) {
    return evaluate("document.querySelector(" + quoted(selector) + ").textContent").asText();
  }

  /// The mouse comes to the middle of an element.
  void hover(String selector) {
    JsonNode at = middle(selector);
    mouse("mouseMoved", at);
    settle();
  }

  void click(String selector) {
    JsonNode at = middle(selector);
    mouse("mouseMoved", at);
    mouse("mousePressed", at);
    mouse("mouseReleased", at);
    settle();
  }

  private JsonNode middle(String selector) {
    return evaluate(
        "(() => { const e = document.querySelector("
            + quoted(selector)
            + "); e.scrollIntoView({ block: 'center', behavior: 'instant' });"
            + " const b = e.getBoundingClientRect();"
            + " return { x: b.left + b.width / 2, y: b.top + b.height / 2 }; })()");
  }

  private void mouse(String type, JsonNode at) {
    send(
        "Input.dispatchMouseEvent",
        object()
            .put("type", type)
            .put("x", at.path("x").asDouble())
            .put("y", at.path("y").asDouble())
            .put("button", type.equals("mouseMoved") ? "none" : "left")
            .put("clickCount", type.equals("mouseMoved") ? 0 : 1));
  }

  /// @param key such as `ArrowDown`, `Enter`, `a`
  void press(String key) {
    ObjectNode down = object().put("type", "keyDown").put("key", key).put("code", key);
    switch (key) {
      case "Enter" -> down.put("text", "\r").put("windowsVirtualKeyCode", 13);
      case "Delete" -> down.put("windowsVirtualKeyCode", 46);
      default -> {
        // The page asks for the name alone.
      }
    }
    send("Input.dispatchKeyEvent", down);
    send("Input.dispatchKeyEvent", object().put("type", "keyUp").put("key", key).put("code", key));
    settle();
  }

  /// Writes into a field as a hand does, replacing what is there.
  void enter(String selector, String text) {
    evaluate("document.querySelector(" + quoted(selector) + ").select()");
    if (text.isEmpty()) {
      press("Delete");
    } else {
      send("Input.insertText", object().put("text", text));
    }
    settle();
  }

  /// @return what is in the window as PNG
  byte[] picture() {
    return Base64.getDecoder()
        .decode(send("Page.captureScreenshot", object()).path("data").asText());
  }

  /// @return the page as it is printed
  byte[] pdf() {
    return Base64.getDecoder()
        .decode(
            send("Page.printToPDF", object().put("printBackground", true)).path("data").asText());
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }

  @Override
  public void close() {
    browser.send("Target.closeTarget", null, object().put("targetId", target));
  }
}
