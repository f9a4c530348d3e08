/*
 * <performance-widget>: the performance widget of a member on another site.
 *
 *   <script src="https://performance.example.org/widget.js" async></script>
 *   <performance-widget user-id="5" src="https://performance.example.org" link="ptl_…"></performance-widget>
 *
 * Attributes, each also a property:
 *   user-id  (property userId) the id of the member
 *   src      the URL of the service; default: the origin of this script
 *   link     the secret of a share link
 *   token    instead of a link: a widget token (POST /api/performance/user/{id}/widget-tokens), which the page's server
 *            requests. Set the property to keep the secret out of the markup
 *   theme    `light` or `dark`; default: the system's
 *   lang     `en` or `de`; default: the language of the page, then of the browser
 *
 * The attribute `state` is `loading`, `shown`, `gone` or `offline`. The event `statechange` bubbles.
 *
 * The element takes the width that the page gives it, and the height of its content. A page with a
 * Content-Security-Policy allows the service's origin in script-src and frame-src. Nothing else is needed: the script has
 * no inline style, evaluates nothing and sends no request.
 */
(() => {
  "use strict";

  const name = "performance-widget";
  const states = ["loading", "shown", "gone", "offline"];
  const patienceMilliseconds = 15_000;
  const largestHeight = 2_000;
  const scriptOrigin = originOf(document.currentScript?.src);

  const texts = {
    en: {
      title: "Performance widget",
      loading: "Loading the performance widget",
      offline: "The performance widget cannot be reached right now.",
      gone: "This widget is no longer available.",
      retry: "Try again",
    },
    de: {
      title: "Leistungs-Widget",
      loading: "Leistungs-Widget wird geladen",
      offline: "Das Leistungs-Widget ist gerade nicht erreichbar.",
      gone: "Dieses Widget ist nicht mehr verfügbar.",
      retry: "Erneut versuchen",
    },
  };

  const attributeOf = { userId: "user-id", src: "src", link: "link", theme: "theme" };

  // A constructed style sheet passes every Content-Security-Policy, and applies only inside the shadow root.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; max-inline-size: 100%; }
    :host([hidden]) { display: none; }
    iframe { display: block; inline-size: 100%; block-size: 0; border: 0; border-radius: 10px; }
    .note {
      all: initial; color-scheme: inherit; box-sizing: border-box; display: flex; flex-wrap: wrap; gap: 12px;
      align-items: center; inline-size: 100%; min-block-size: 64px; padding: 16px; border: 1px solid #868c9b;
      border-radius: 10px; background: Canvas; color: CanvasText; font: 14px/1.5 system-ui, sans-serif;
    }
    button { font: inherit; }
    [hidden] { display: none; }
  `);

  function originOf(address) {
    if (!address || !URL.canParse(address, document.baseURI)) return null;
    const { protocol, origin } = new URL(address, document.baseURI);
    return protocol === "https:" || protocol === "http:" ? origin : null;
  }

  class PerformanceWidget extends HTMLElement {
    static observedAttributes = ["user-id", "src", "link", "token", "theme", "lang"];

    #token = null;
    #frame = null;
    #origin = null;
    #isHeard = false;
    #isDue = false;
    #timer = 0;
    #note = document.createElement("div");
    #said = document.createElement("span");
    #retry = document.createElement("button");

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      this.#note.className = "note";
      this.#said.setAttribute("role", "status");
      this.#retry.type = "button";
      this.#retry.addEventListener("click", () => this.#load());
      this.#note.append(this.#said, this.#retry);
      root.append(this.#note);
    }

    connectedCallback() {
      // A value that was set before this script loaded hides the property of the class.
      for (const property of [...Object.keys(attributeOf), "token"]) {
        if (Object.hasOwn(this, property)) {
          const value = this[property];
          delete this[property];
          this[property] = value;
        }
      }
      window.addEventListener("message", this.#hear);
      window.addEventListener("online", this.#comeBack);
      this.#load();
    }

    disconnectedCallback() {
      window.removeEventListener("message", this.#hear);
      window.removeEventListener("online", this.#comeBack);
      this.#clear();
    }

    attributeChangedCallback(attribute, before, after) {
      if (before === after) return;
      if (attribute === "token") this.token = after;
      else this.#loadSoon();
    }

    get token() {
      return this.#token;
    }
    /** A newer token replaces an expired one without loading the frame again. */
    set token(value) {
      this.#token = value === null || value === undefined ? null : String(value);
      if (this.#isHeard) this.#handOver();
      else this.#comeBack();
    }
    get state() {
      return this.getAttribute("state");
    }

    /** Loads once for all attributes that change together. */
    #loadSoon() {
      if (!this.isConnected || this.#isDue) return;
      this.#isDue = true;
      queueMicrotask(() => {
        if (this.#isDue && this.isConnected) this.#load();
      });
    }

    #load() {
      this.#isDue = false;
      this.#clear();
      this.#origin = this.src === null ? scriptOrigin : originOf(this.src);
      if (this.#origin === null || !/^[1-9]\d{0,9}$/.test(this.userId ?? "")) {
        this.#show("gone", true);
        return;
      }
      this.#show("loading", true);
      this.#frame = document.createElement("iframe");
      this.#frame.title = this.#texts.title;
      this.#frame.referrerPolicy = "no-referrer";
      this.#frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
      this.#frame.src = this.#address;
      this.shadowRoot.append(this.#frame);
      // A frame fires no event if its page never loads.
      this.#timer = setTimeout(() => {
        this.#clear();
        this.#show("offline", true);
      }, patienceMilliseconds);
    }

    #clear() {
      clearTimeout(this.#timer);
      this.#frame?.remove();
      this.#frame = null;
      this.#isHeard = false;
    }

    get #address() {
      const address = new URL("/embed/widget", this.#origin);
      address.searchParams.set("user_id", this.userId);
      address.searchParams.set("lang", this.#language);
      if (this.link !== null) address.searchParams.set("link", this.link);
      if (["light", "dark"].includes(this.theme)) address.searchParams.set("theme", this.theme);
      return address.href;
    }

    get #language() {
      const tag = this.closest("[lang]")?.getAttribute("lang") || navigator.language;
      return tag.toLowerCase().split("-")[0] === "de" ? "de" : "en";
    }

    get #texts() {
      return texts[this.#language];
    }

    /** Accepts messages only from this frame, while it shows a page of the service. */
    #hear = ({ source, origin, data }) => {
      if (this.#frame === null || source !== this.#frame.contentWindow) return;
      if (origin !== this.#origin || data?.type !== name || !states.includes(data.state)) return;
      // Without a link or token, the element waits for the page to set one, so the time limit goes on.
      if (data.state !== "loading" || this.#hasCredential) clearTimeout(this.#timer);
      if (Number.isFinite(data.height) && data.height > 0) {
        this.#frame.style.blockSize = `${Math.ceil(Math.min(data.height, largestHeight))}px`;
      }
      if (!this.#isHeard) {
        this.#isHeard = true;
        this.#handOver();
      }
      this.#show(data.state, false);
    };

    #comeBack = () => {
      if (this.isConnected && this.#frame === null && this.state === "offline") this.#load();
    };

    get #hasCredential() {
      return this.link !== null || this.#token !== null;
    }

    #handOver() {
      if (this.#token === null || this.link !== null) return;
      clearTimeout(this.#timer);
      const message = { type: `${name}:token`, token: this.#token };
      this.#frame?.contentWindow?.postMessage(message, this.#origin);
    }

    /** `isOwn`: the element shows the text itself, because no page in the frame shows it. */
    #show(state, isOwn) {
      this.#note.hidden = !isOwn;
      this.#said.textContent = isOwn ? (this.#texts[state] ?? "") : "";
      this.#retry.textContent = this.#texts.retry;
      this.#retry.hidden = state !== "offline";
      if (this.state === state) return;
      this.setAttribute("state", state);
      this.dispatchEvent(new CustomEvent("statechange", { bubbles: true, detail: { state } }));
    }
  }

  for (const [property, attribute] of Object.entries(attributeOf)) {
    Object.defineProperty(PerformanceWidget.prototype, property, {
      configurable: true,
      enumerable: true,
      get() {
        return this.getAttribute(attribute);
      },
      set(value) {
        if (value === null || value === undefined) this.removeAttribute(attribute);
        else this.setAttribute(attribute, value);
      },
    });
  }

  if (!customElements.get(name)) customElements.define(name, PerformanceWidget);
})();
