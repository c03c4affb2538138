// In the bundle, what stands before this and what stands after it are two tasks: a slow processor can do something else between them.
await new Promise((resolve) => setTimeout(resolve));
