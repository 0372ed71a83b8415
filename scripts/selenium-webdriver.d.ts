/** The part of selenium-webdriver that the WebKit flows use; the package ships no types. */
declare module 'selenium-webdriver' {
  export class Capabilities {
    constructor(capabilities: Record<string, unknown>);
  }

  export class By {
    static css(selector: string): By;
    static xpath(path: string): By;
    static id(id: string): By;
  }

  export interface SearchContext {
    findElement(by: By): WebElement;
    findElements(by: By): Promise<WebElement[]>;
  }

  export interface WebElement extends SearchContext, PromiseLike<WebElement> {
    click(): Promise<void>;
    clear(): Promise<void>;
    sendKeys(...keys: string[]): Promise<void>;
    getText(): Promise<string>;
    getAttribute(name: string): Promise<string | null>;
    getCssValue(name: string): Promise<string>;
    getRect(): Promise<{ x: number; y: number; width: number; height: number }>;
    getShadowRoot(): Promise<SearchContext>;
    isDisplayed(): Promise<boolean>;
    isEnabled(): Promise<boolean>;
    takeScreenshot(): Promise<string>;
  }

  export interface WebDriver extends SearchContext {
    get(url: string): Promise<void>;
    getTitle(): Promise<string>;
    getCurrentUrl(): Promise<string>;
    executeScript<T>(script: string | ((...args: never[]) => T), ...args: unknown[]): Promise<T>;
    executeAsyncScript<T>(script: string | ((...args: never[]) => unknown), ...args: unknown[]): Promise<T>;
    wait<T>(condition: () => Promise<T> | T, timeoutMs?: number, message?: string): Promise<T>;
    sleep(ms: number): Promise<void>;
    takeScreenshot(): Promise<string>;
    navigate(): { back(): Promise<void>; forward(): Promise<void>; refresh(): Promise<void> };
    manage(): {
      window(): { setRect(rect: { x?: number; y?: number; width?: number; height?: number }): Promise<unknown> };
      setTimeouts(timeouts: { implicit?: number; pageLoad?: number; script?: number }): Promise<void>;
      logs(): unknown;
    };
    switchTo(): { newWindow(type: 'tab' | 'window'): Promise<void>; window(handle: string): Promise<void>; activeElement(): WebElement };
    getAllWindowHandles(): Promise<string[]>;
    getWindowHandle(): Promise<string>;
    close(): Promise<void>;
    quit(): Promise<void>;
  }

  export class Builder {
    usingServer(url: string): this;
    withCapabilities(capabilities: Capabilities): this;
    build(): Promise<WebDriver>;
  }

  export const Key: Readonly<
    Record<'TAB' | 'ENTER' | 'SPACE' | 'ESCAPE' | 'SHIFT' | 'ARROW_LEFT' | 'ARROW_RIGHT' | 'ARROW_UP' | 'ARROW_DOWN', string>
  >;
}
