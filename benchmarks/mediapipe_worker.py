"""MediaPipe's side of blazepose_vs_mediapipe.py: a pass over the frames for each line it reads."""

from __future__ import annotations

import json
import sys
import time

import mediapipe as mp
import numpy as np

frames = np.load(sys.argv[1])
height, width = frames.shape[1:3]
for _ in sys.stdin:
    with mp.solutions.pose.Pose(model_complexity=1) as pose:
        start = time.perf_counter()
        results = [pose.process(frame).pose_landmarks for frame in frames]
        taken = time.perf_counter() - start
    points = [[[p.x * width, p.y * height] for p in result.landmark] for result in results]
    print(json.dumps({"ms_per_frame": 1000 * taken / len(frames), "points": points}), flush=True)
