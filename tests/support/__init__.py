"""What the tests share: real servers, a browser, people and clocks."""
