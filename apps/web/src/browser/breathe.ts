// What has been loaded before this module and what is loaded after it are two tasks: a tap between them is answered.
await new Promise((resolve) => setTimeout(resolve));
