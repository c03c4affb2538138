export { createMemoryStore, type MemoryStore } from "./memory/memory-store.ts";
