"""BlazePose: detector, landmark network, and following people, from the published constants."""
