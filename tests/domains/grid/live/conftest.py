from tests.run.live.warm import lasting_folders, nothing_left_over, user_folders, workers_end

__all__ = ["lasting_folders", "nothing_left_over", "user_folders", "workers_end"]
