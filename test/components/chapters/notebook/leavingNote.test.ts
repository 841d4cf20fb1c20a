import { expect, it } from "vitest";
import { dropNote, noteLeaving, takeNote } from "../../../../src/components/chapters/notebook/leavingNote.js";
import { createNotebook } from "../../../../src/notebook/document/notebook.js";

function memory(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
    key: () => null,
    get length() {
      return items.size;
    }
  };
}

const notebook = createNotebook("mine", [{ id: "a", kind: "code", source: "a = 1" }]);

it("is read once, by the notebook's name", () => {
  const storage = memory();
  noteLeaving(notebook, storage);
  expect(takeNote("another", storage)).toBeNull();
  expect(takeNote("mine", storage)).toEqual(notebook);
  expect(takeNote("mine", storage)).toBeNull();
});

it("is dropped when the store has what it says, and not when it says more", () => {
  const storage = memory();
  noteLeaving(notebook, storage);
  dropNote(createNotebook("mine", [{ id: "a", kind: "code", source: "a = 2" }]), storage);
  expect(storage.length).toBe(1);
  dropNote(notebook, storage);
  expect(storage.length).toBe(0);
});

it("that is damaged, or that can't be written, is none", () => {
  const storage = memory();
  storage.setItem("notebook-leaving", '{"format": 3');
  expect(takeNote("mine", storage)).toBeNull();
  const full: Storage = {
    ...memory(),
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    }
  };
  noteLeaving(notebook, full);
  expect(takeNote("mine", full)).toBeNull();
});
