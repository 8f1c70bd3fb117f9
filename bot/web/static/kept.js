// Keeps small things on this device until somebody signs out, and in this page alone where the browser keeps nothing:
// a private window, a full disk, storage that is switched off.
window.kept = (() => {
  "use strict";
  const PATIENCE = 3000;
  const here = new Map(); // what the browser would not keep
  const known = new Map(); // what was last read
  let opened = null;
  let turn = Promise.resolve();

  const store = () => {
    opened = opened || new Promise((resolve, reject) => {
      setTimeout(reject, PATIENCE, new Error("no store"));
      const asked = indexedDB.open("meetlat", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
      asked.onerror = () => reject(asked.error);
      asked.onsuccess = () => {
        asked.result.onversionchange = asked.result.onclose = () => {
          asked.result.close();
          opened = null;
        };
        resolve(asked.result);
      };
    });
    return opened;
  };

  async function stored(name, make) {
    const database = await store();
    return new Promise((resolve, reject) => {
      const unit = database.transaction("kept", "readwrite");
      const things = unit.objectStore("kept");
      const asked = things.get(name);
      let now;
      unit.oncomplete = () => resolve(now);
      unit.onabort = () => reject(unit.error || new Error("not kept"));
      asked.onsuccess = () => {
        known.set(name, asked.result);
        try {
          now = make(asked.result);
          if (now !== asked.result) things.put(now, name);
        } catch {
          unit.abort();
        }
      };
    });
  }

  async function changed(name, make) {
    if (here.has(name)) {
      const now = make(here.get(name));
      here.set(name, now);
      await stored(name, () => now).then(() => here.delete(name), () => {});
      return now;
    }
    try {
      const now = await stored(name, make);
      known.set(name, now);
      return now;
    } catch {
      here.set(name, make(known.get(name)));
      return here.get(name);
    }
  }

  // What `make` gives for what there was takes its place; one change at a time, in every tab.
  const change = (name, make) => {
    const done = turn.then(() => changed(name, make));
    turn = done.catch(() => {});
    return done;
  };
  // Whether it is still there when this page is gone.
  const safe = (name) => !here.has(name);

  function clear() {
    here.clear();
    known.clear();
    return store().then((database) => { database.transaction("kept", "readwrite").objectStore("kept").clear(); }, () => {});
  }

  return { change, safe, clear };
})();
