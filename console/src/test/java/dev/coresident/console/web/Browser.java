package dev.coresident.console.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium that reaches nothing but this machine. */
final class Browser implements AutoCloseable {
    /** How long something may take on a busy machine before the test fails; nothing waits so long that works. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String LOOPBACK = "http://127.0.0.1:";

    private final ChromeDriver driver;

    Browser() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(NeedsBrowser.program("chromium").orElseThrow().toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--disable-default-apps",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(
                        NeedsBrowser.program("chromedriver").orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
        size(1_360, 1_100);
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** As narrow as a phone; a window cannot be. */
    void phone() {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 360, "height", 740, "deviceScaleFactor", 1, "mobile", false));
    }

    /** As wide as the window again. */
    void desk() {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** Opens a page signed in. */
    void open(String address) {
        driver.get(address + "#token=" + Served.TOKEN);
        awaitLive();
    }

    /** Goes to an address as it is. */
    void go(String address) {
        driver.get(address);
    }

    /** Waits until an element is not shown any more. */
    void awaitGone(By where) {
        until(ignored -> driver.findElements(where).stream().noneMatch(WebElement::isDisplayed));
    }

    /** Leaves the page and forgets what it complained about. */
    void leave() {
        driver.get("about:blank");
        complaints("");
    }

    void awaitLive() {
        await(id("connection"), "Live");
    }

    /** What the system says it prefers. */
    void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    WebElement find(By where) {
        until(ignored -> !driver.findElements(where).isEmpty());
        return driver.findElement(where);
    }

    List<WebElement> all(By where) {
        return driver.findElements(where);
    }

    String text(By where) {
        return find(where).getText();
    }

    /** Waits until an element shows a text. */
    void await(By where, String text) {
        until(ignored -> driver.findElements(where).stream()
                .anyMatch(element -> element.isDisplayed() && element.getText().contains(text)));
    }

    /** The same in one question to the browser, for what the page draws anew again and again. */
    void awaitDrawn(String selector, String text) {
        until(ignored -> script(
                        "return [...document.querySelectorAll(arguments[0])].map((each) => each.innerText).join()",
                        selector)
                .contains(text));
    }

    private void until(ExpectedCondition<Boolean> condition) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(StaleElementReferenceException.class)
                .until(condition);
    }

    /** Runs a script; what it returns as text. */
    String script(String text, Object... arguments) {
        return String.valueOf(driver.executeScript(text, arguments));
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    void pressEnter() {
        press(Keys.ENTER);
    }

    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** What a page complained about so far, but for what it says of servers that are gone. */
    List<String> complaints(String address) {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(Object::toString)
                .filter(entry -> !entry.contains(LOOPBACK) || entry.contains(address))
                .toList();
    }

    static By id(String id) {
        return By.id(id);
    }

    static By css(String selector) {
        return By.cssSelector(selector);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
